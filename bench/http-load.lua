-- For wrk: each thread has one connection and keeps to one programme, to which it sends the steps in
-- turn. Arguments: a prefix for idempotency keys, then persona and body of each step.
local threads = {}

function setup(thread)
  thread:set("client", #threads + 1)
  table.insert(threads, thread)
end

function init(arguments)
  prefix = arguments[1] .. "-" .. client .. "-"
  path = "/api/v1/programmes/bench-" .. client .. "/events"
  steps = {}
  for at = 2, #arguments, 2 do
    table.insert(steps, { persona = arguments[at], body = arguments[at + 1] })
  end
  asked, accepted, refused, words = 0, 0, 0, ""
end

function request()
  local step = steps[(accepted + refused) % #steps + 1]
  asked = asked + 1
  local headers = {
    ["content-type"] = "application/json",
    ["evolve-persona"] = step.persona,
    ["idempotency-key"] = prefix .. asked,
  }
  return wrk.format("POST", path, headers, step.body)
end

function response(status, headers, body)
  if status == 201 then
    accepted = accepted + 1
  else
    refused = refused + 1
    words = body
  end
end

function done(summary)
  local all = { accepted = 0, refused = 0, words = "" }
  for _, thread in ipairs(threads) do
    all.accepted = all.accepted + thread:get("accepted")
    all.refused = all.refused + thread:get("refused")
    if all.words == "" then all.words = thread:get("words") end
  end
  io.write(string.format("\n%d accepted %d refused in %d us\n%s\n", all.accepted, all.refused, summary.duration, all.words))
end
