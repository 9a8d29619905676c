import { readConfig, type Environment } from './config.js';

const read = (env: Environment) =>
  readConfig({ DATABASE_URL: 'postgresql://localhost/evolve', ...env });

describe('the settings of channels', () => {
  it('name nothing unless set', () => {
    expect(read({})).toMatchObject({ channelHosts: [], channelRates: {} });
    expect(read({}).govukNotify).toBeUndefined();
  });

  it('are read from lists', () => {
    const { channelHosts, channelRates } = read({
      CHANNEL_HOSTS: 'Hooks.example.internal:8443, 127.0.0.1',
      CHANNEL_RATES: 'email=600, slack=60',
    });
    expect(channelHosts).toEqual(['hooks.example.internal:8443', '127.0.0.1']);
    expect(channelRates).toEqual({ email: 600, slack: 60 });
  });

  it.each([
    ['CHANNEL_HOSTS', 'https://hooks.example.org/'],
    ['CHANNEL_RATES', 'email=0'],
    ['CHANNEL_RATES', 'pigeon=5'],
  ])('refuse %s "%s", and say what is expected', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(`${name} is "${value}"; expected`);
  });

  it('name the half of GOV.UK Notify that is missing', () => {
    expect(() => read({ GOVUK_NOTIFY_API_KEY: 'key' })).toThrow(
      'GOVUK_NOTIFY_TEMPLATE_ID is not set; expected a value, since GOVUK_NOTIFY_API_KEY is set',
    );
    const both = { GOVUK_NOTIFY_API_KEY: 'key', GOVUK_NOTIFY_TEMPLATE_ID: 'id' };
    expect(read(both).govukNotify).toEqual({ apiKey: 'key', templateId: 'id' });
  });
});
