#!/usr/bin/env node
/**
 * A tiny Claude Code for benches with many sessions: the same lines on stdin and stdout, no model, no API, no file.
 * Start it through HOMEPORT_CLAUDE_PATH. A prompt scripts its answer, one directive a line:
 * `@tokens n` (words to stream) · `@slow ms` (per word) · `@clock` (each word is the time it is said, in ms) ·
 * `@tool Name {json}` (asks for approval, then "runs" it).
 * Without directives it echoes the prompt.
 */
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'

const VERSION = '2.1.329'

if (process.argv.includes('--version')) {
  process.stdout.write(`${VERSION} (Claude Code)\n`)
  process.exit(0)
}

const flag = (name) => process.argv[process.argv.indexOf(name) + 1]
const sessionId = process.argv.includes('--resume') ? flag('--resume') : flag('--session-id')
const state = { model: 'fake-model', mode: 'default', queue: [], turn: null, cost: 0, ids: 0 }
const approvals = new Map()

const print = (line) => process.stdout.write(`${JSON.stringify({ ...line, session_id: sessionId })}\n`)
const answer = (requestId, response) =>
  print({ type: 'control_response', response: { subtype: 'success', request_id: requestId, response } })
const newId = (prefix) => `${prefix}_${process.pid.toString(36)}_${(state.ids += 1)}`

const controls = {
  initialize: () => ({ claude_code_version: VERSION, commands: [], models: [] }),
  interrupt: () => {
    state.turn?.abort()
    return { still_queued: [] }
  },
  set_model: ({ model }) => ({ model: (state.model = model) }),
  set_permission_mode: ({ mode }) => ({ mode: (state.mode = mode) }),
  cancel_async_message: ({ message_uuid: id }) => {
    const before = state.queue.length
    state.queue = state.queue.filter((message) => message.uuid !== id)
    return { cancelled: state.queue.length < before, message_uuid: id }
  },
  end_session: () => {
    setImmediate(() => process.exit(0))
    return {}
  },
}

createInterface({ input: process.stdin })
  .on('line', (text) => take(JSON.parse(text)))
  .on('close', () => process.exit(0))

function take(line) {
  if (line.type === 'user') {
    state.queue.push(line)
    if (line.priority === 'now') {
      state.turn?.abort()
    }
    void next()
  } else if (line.type === 'control_request') {
    answer(line.request_id, controls[line.request.subtype]?.(line.request) ?? {})
  } else if (line.type === 'control_response') {
    approvals.get(line.response.request_id)?.(line.response.response)
  }
}

async function next() {
  const message = state.turn === null ? state.queue.shift() : undefined
  if (message === undefined) {
    return
  }
  state.turn = new AbortController()
  const started = Date.now()
  const tokens = await runTurn(message, state.turn.signal)
  const interrupted = state.turn.signal.aborted
  state.turn = null
  state.cost += tokens / 1e6
  const usage = { inputTokens: 10, outputTokens: tokens, costUSD: tokens / 1e6 }
  print({
    type: 'result',
    subtype: interrupted ? 'error_during_execution' : 'success',
    is_error: interrupted,
    terminal_reason: interrupted ? 'aborted_streaming' : 'completed',
    uuid: randomUUID(),
    duration_ms: Date.now() - started,
    total_cost_usd: state.cost,
    modelUsage: {},
    model_usage_since_last_result: { [state.model]: usage },
    user_message_uuids: [message.uuid],
  })
  void next()
}

async function runTurn(message, signal) {
  print({
    type: 'system',
    subtype: 'init',
    tools: ['AskUserQuestion', 'Bash', 'Write'],
    model: state.model,
    permissionMode: state.mode,
    user_message_uuids: [message.uuid],
  })
  const prompt = message.message.content
  for (const [, name, input] of prompt.matchAll(/^@tool (\w+) (\{.*\})$/gm)) {
    await runTool(name, JSON.parse(input), signal)
  }
  const count = Number(/^@tokens (\d+)$/m.exec(prompt)?.[1] ?? 0)
  const say = /^@clock$/m.test(prompt) ? now : (at) => `word${at + 1} `
  const words = count > 0 ? Array.from({ length: count }, (_, at) => () => say(at)) : [() => `You said: ${prompt}`]
  return streamText(words, Number(/^@slow (\d+)$/m.exec(prompt)?.[1] ?? 0), signal)
}

/** The time as precisely as one machine's processes share it. */
const now = () => `${(performance.timeOrigin + performance.now()).toFixed(2)} `

async function runTool(name, input, signal) {
  const [toolUseId, requestId] = [newId('toolu'), randomUUID()]
  const block = { type: 'tool_use', id: toolUseId, name, input }
  print({ type: 'assistant', message: { id: newId('msg'), model: state.model, content: [block] } })
  const asked = new Promise((resolve) => {
    approvals.set(requestId, resolve)
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  const request = {
    subtype: 'can_use_tool',
    tool_name: name,
    input,
    tool_use_id: toolUseId,
    permission_suggestions: [],
  }
  print({ type: 'control_request', request_id: requestId, request })
  const decision = await asked
  approvals.delete(requestId)
  if (decision === null) {
    print({ type: 'control_cancel_request', request_id: requestId })
    return
  }
  const denied = decision.behavior === 'deny'
  const content = denied ? decision.message : `${name} done`
  const result = { type: 'tool_result', tool_use_id: toolUseId, content, is_error: denied }
  print({ type: 'user', message: { role: 'user', content: [result] } })
}

/** Prints a message word by word, as the real one does; returns how many were said. */
async function streamText(words, paceMs, signal) {
  const id = newId('msg')
  const event = (fields) => print({ type: 'stream_event', event: fields, parent_tool_use_id: null })
  event({ type: 'message_start', message: { id } })
  event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } })
  const said = []
  for (const word of words) {
    if (signal.aborted) {
      break
    }
    const text = word()
    event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })
    said.push(text)
    if (paceMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, paceMs))
    }
  }
  const content = [{ type: 'text', text: said.join('') }]
  const aborted = signal.aborted ? { aborted: true } : {}
  print({ type: 'assistant', message: { id, model: state.model, content }, parent_tool_use_id: null, ...aborted })
  event({ type: 'content_block_stop', index: 0 })
  event({ type: 'message_stop' })
  return said.length
}
