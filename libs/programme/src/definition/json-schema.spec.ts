import { editorSchema } from '../index.js';

describe('the JSON Schema for editors', () => {
  it('covers definition files, and closes every object against misspelt keys', () => {
    const schema = JSON.stringify(editorSchema('definition'));
    expect(schema).toContain('"regionsDone"');
    expect(schema).toContain('"additionalProperties":false');
  });

  it('covers rehearsal scripts', () => {
    expect(editorSchema('script')).toMatchObject({
      properties: { events: { type: 'array' }, actors: {} },
      required: expect.arrayContaining(['format', 'programme', 'start', 'openedBy', 'actors']),
    });
  });
});
