import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { credentialOf, isAccepted } from './apiKeys.ts'
import { MessagesRequest, readConversation } from './conversation.ts'
import { directiveScript } from '../directives.ts'
import { streamReply, wholeReply } from './messageStream.ts'
import { answerHelper } from './helperRequests.ts'
import type { Reply, Script } from '../script.ts'

export interface MessagesApiOptions {
  /** 0 = any free port. Always on 127.0.0.1. */
  readonly port?: number
  /** Decides the answers; the directives in the prompt when absent. */
  readonly script?: Script
  /** Milliseconds per token where neither script nor prompt says otherwise. */
  readonly token_ms?: number
}

export interface MessagesApi {
  readonly url: string
  /** The latest requests, oldest first; bounded. */
  readonly requests: readonly SeenRequest[]
  /** Ends every stream and stops listening. */
  close(): Promise<void>
}

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly credential: string | null
  readonly header: 'x-api-key' | 'authorization' | null
  /** The newest prompt, for `/v1/messages`. */
  readonly prompt?: string
  /** How many prompts the conversation held before it. */
  readonly prompts_before?: number
  readonly step?: number
  /** `output_config.effort`, where the request names one. */
  readonly effort?: string | undefined
  readonly status: number
}

/**
 * A stand-in of the Anthropic Messages API on loopback: serves `--demo` and the tests. It answers what Claude Code
 * and the token check ask for, streams like the real one, and follows a script (`directives.ts` when none is given).
 */
export async function startMessagesApi(options: MessagesApiOptions = {}): Promise<MessagesApi> {
  const state: ApiState = {
    script: options.script ?? directiveScript,
    tokenMs: options.token_ms ?? 2,
    requests: [],
    failures: new Map(),
    nextId: 0,
  }
  const server = createServer((request, response) => {
    handle(state, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    requests: state.requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface ApiState {
  readonly script: Script
  readonly tokenMs: number
  readonly requests: SeenRequest[]
  /** How often a step has answered with an error, by conversation and step. */
  readonly failures: Map<string, number>
  nextId: number
}

const MAX_SEEN = 2000
const MAX_BODY_BYTES = 64 * 1024 * 1024

async function handle(state: ApiState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  response.setHeader('request-id', newId(state, 'req'))
  if (request.method === 'HEAD') {
    note(state, request, { path, status: 200 })
    response.end()
    return
  }
  if (!isAccepted(credentialOf(request.headers))) {
    note(state, request, { path, status: 401 })
    request.resume()
    sendError(response, 401)
    return
  }
  response.setHeader('anthropic-organization-id', 'org-homeport-demo')
  response.setHeader('anthropic-ratelimit-requests-limit', '50')
  response.setHeader('anthropic-ratelimit-requests-remaining', '49')
  const route = `${request.method ?? 'GET'} ${path}`
  if (route === 'POST /v1/messages') {
    await handleMessages(state, request, response)
    return
  }
  const body = await readBody(request)
  const simple = simpleAnswer(route, body)
  note(state, request, { path, status: simple === null ? 404 : 200 })
  if (simple === null) {
    sendError(response, 404)
  } else {
    sendJson(response, 200, simple)
  }
}

function simpleAnswer(route: string, body: string): Record<string, unknown> | null {
  switch (route) {
    case 'GET /v1/models':
      return { data: MODELS, has_more: false, first_id: MODELS[0]?.id, last_id: MODELS.at(-1)?.id }
    case 'POST /v1/messages/count_tokens':
      return { input_tokens: tokenEstimate(body) }
    default:
      return null
  }
}

const MODELS = [
  { type: 'model', id: 'claude-opus-5-5', display_name: 'Claude Opus 5.5', created_at: '2026-08-01T00:00:00Z' },
  { type: 'model', id: 'claude-sonnet-5-5', display_name: 'Claude Sonnet 5.5', created_at: '2026-08-01T00:00:00Z' },
]

async function handleMessages(state: ApiState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request)
  const parsed = MessagesRequest.safeParse(parseJson(body))
  if (!parsed.success) {
    note(state, request, { path: '/v1/messages', status: 400 })
    sendError(response, 400)
    return
  }
  const conversation = readConversation(parsed.data)
  const reply = answerHelper(parsed.data, conversation) ?? state.script(conversation)
  const status = failureOf(state, reply, `${sessionOf(parsed.data)} ${conversation.step} ${conversation.prompt}`)
  const { prompt, prompt_index: prompts_before, step } = conversation
  const effort = effortOf(parsed.data)
  note(state, request, { path: '/v1/messages', prompt, prompts_before, step, effort, status: status ?? 200 })
  if (status !== null) {
    sendError(response, status)
    return
  }
  const frame = {
    model: parsed.data.model,
    messageId: newId(state, 'msg'),
    inputTokens: tokenEstimate(body),
    newToolId: () => newId(state, 'toolu'),
  }
  if (parsed.data.stream) {
    await streamReply(response, { parts: reply.parts, token_ms: reply.token_ms ?? state.tokenMs }, frame)
  } else {
    sendJson(response, 200, wholeReply(reply, frame))
  }
}

function effortOf({ output_config: config }: MessagesRequest): string | undefined {
  const named = typeof config === 'object' && config !== null && 'effort' in config ? config.effort : undefined
  return typeof named === 'string' ? named : undefined
}

/** Claude Code names its session in the metadata, beside ids that may change between two tries. */
function sessionOf(request: MessagesRequest): string {
  return /session_id\W+([\w-]+)/.exec(JSON.stringify(request.metadata ?? ''))?.[1] ?? ''
}

/** The error this step is to answer with, counted; null when it has failed often enough. */
function failureOf(state: ApiState, reply: Reply, key: string): number | null {
  const error = reply.parts.find((part) => part.kind === 'error')
  const failed = state.failures.get(key) ?? 0
  if (error === undefined || failed >= error.times) {
    return null
  }
  if (state.failures.size > MAX_SEEN) {
    state.failures.clear()
  }
  state.failures.set(key, failed + 1)
  return error.status
}

function note(state: ApiState, request: IncomingMessage, seen: Omit<SeenRequest, 'method' | 'credential' | 'header'>) {
  if (state.requests.length >= MAX_SEEN) {
    state.requests.splice(0, MAX_SEEN / 2)
  }
  const header =
    request.headers['x-api-key'] !== undefined ? 'x-api-key' : request.headers.authorization && 'authorization'
  state.requests.push({
    method: request.method ?? '',
    credential: credentialOf(request.headers),
    header: header === undefined || header === '' ? null : header,
    ...seen,
  })
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) {
      throw new Error('The request is larger than the stand-in reads.')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
}

function sendError(response: ServerResponse, status: number): void {
  const type = errorTypes[status] ?? 'api_error'
  const message = status === 401 ? 'invalid x-api-key' : `The stand-in answers ${status}.`
  sendJson(response, status, { type: 'error', error: { type, message }, request_id: response.getHeader('request-id') })
}

function sendJson(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Unique within the server's life and unlikely to meet an id of an earlier one. */
function newId(state: ApiState, prefix: string): string {
  state.nextId += 1
  return `${prefix}_01${process.hrtime.bigint().toString(36)}${state.nextId.toString(36).padStart(4, '0')}`
}

/** Four characters to a token, a guess as good as others; at least one. */
function tokenEstimate(body: string): number {
  return Math.max(1, Math.round(body.length / 4))
}
