-- For wrk, on one thread as pgbench: each connection sends the next step of a programme that waits for
-- no answer. Arguments: a prefix for idempotency keys, how many programmes, then persona and body of
-- each step.
local worker

function setup(thread)
  worker = thread
end

function init(arguments)
  prefix = arguments[1] .. "-"
  steps = {}
  for at = 3, #arguments, 2 do
    table.insert(steps, { persona = arguments[at], body = arguments[at + 1] })
  end
  idle, answered = {}, {}
  for programme = 1, tonumber(arguments[2]) do
    table.insert(idle, programme)
    answered[programme] = 0
  end
  asked, accepted, refused, words = -1, 0, 0, ""
end

function request()
  asked = asked + 1
  -- The first is for wrk to look at, and is never sent.
  local programme = asked == 0 and idle[1] or table.remove(idle, 1)
  local step = steps[answered[programme] % #steps + 1]
  local headers = {
    ["content-type"] = "application/json",
    ["evolve-persona"] = step.persona,
    ["idempotency-key"] = prefix .. asked,
  }
  return wrk.format("POST", "/api/v1/programmes/bench-" .. programme .. "/events", headers, step.body)
end

function response(status, headers, body)
  local programme = tonumber(body:match('"programme":"bench%-(%d+)"'))
  if status == 201 and programme then
    accepted = accepted + 1
    answered[programme] = answered[programme] + 1
    table.insert(idle, programme)
  else
    refused = refused + 1
    words = body
    wrk.thread:stop()
  end
end

function done(summary)
  local said = { worker:get("accepted"), worker:get("refused"), summary.duration, worker:get("words") }
  io.write(string.format("\n%d accepted %d refused in %d us\n%s\n", unpack(said)))
end
