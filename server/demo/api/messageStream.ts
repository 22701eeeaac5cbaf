import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Part, Reply } from '../script.ts'

export interface MessageFrame {
  readonly model: string
  readonly messageId: string
  readonly inputTokens: number
  readonly newToolId: () => string
}

/**
 * Writes a reply the way the Messages API streams it. Resolves when it is finished, hung up or cut; waits for a
 * slow reader, and stops at once when the reader goes away (rejects with an AbortError).
 */
export async function streamReply(response: ServerResponse, reply: Reply & { token_ms: number }, frame: MessageFrame) {
  const away = new AbortController()
  response.on('close', () => away.abort())
  const stream = new EventStream(response, away.signal, reply.token_ms)
  let index = 0
  let output = 0
  const usage = { input_tokens: frame.inputTokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }

  response.writeHead(200, {
    ...response.getHeaders(),
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
  })
  const message = { id: frame.messageId, type: 'message', role: 'assistant', model: frame.model, content: [] }
  await stream.send('message_start', {
    message: { ...message, stop_reason: null, stop_sequence: null, usage: { ...usage, output_tokens: 1 } },
  })
  await stream.send('ping', {})
  for (const [at, part] of reply.parts.entries()) {
    if (part.kind === 'hang') {
      await once(away.signal, 'abort')
      return
    }
    if (part.kind === 'cut') {
      // Readers throw away what comes together with the break: the words before it are to be read first.
      await sleep(CUT_AFTER_MS, undefined, { signal: away.signal })
      response.destroy()
      return
    }
    if (part.kind === 'delay') {
      await sleep(part.ms, undefined, { signal: away.signal })
    } else if (isBlock(part)) {
      const next = reply.parts[at + 1]?.kind
      output += await stream.open(index, part, frame.newToolId)
      // Silence and breaks come in the middle of a block, as they do in life.
      if (next !== 'hang' && next !== 'cut') {
        await stream.close(index, part)
      }
      index += 1
    }
  }
  await stream.send('message_delta', {
    delta: { stop_reason: stopReason(reply.parts), stop_sequence: null },
    usage: { ...usage, output_tokens: Math.max(output, 1) },
  })
  await stream.send('message_stop', {})
  response.end()
}

/** The same reply as one JSON body (`stream: false`). */
export function wholeReply(reply: Reply, frame: MessageFrame): Record<string, unknown> {
  const content = reply.parts.flatMap((part) => (isBlock(part) ? [wholeBlock(part, frame.newToolId)] : []))
  const output = reply.parts.reduce((sum, part) => sum + tokensOf(part).length, 0)
  return {
    id: frame.messageId,
    type: 'message',
    role: 'assistant',
    model: frame.model,
    content,
    stop_reason: stopReason(reply.parts),
    stop_sequence: null,
    usage: {
      input_tokens: frame.inputTokens,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: Math.max(output, 1),
    },
  }
}

const CUT_AFTER_MS = 50

const SIGNATURE = Buffer.from('homeport stand-in').toString('base64')

function stopReason(parts: readonly Part[]): string {
  return parts.some((part) => part.kind === 'tool') ? 'tool_use' : 'end_turn'
}

type BlockPart = Extract<Part, { kind: 'thinking' | 'text' | 'tool' }>

function isBlock(part: Part): part is BlockPart {
  return part.kind === 'text' || part.kind === 'thinking' || part.kind === 'tool'
}

function wholeBlock(part: BlockPart, newToolId: () => string): Record<string, unknown> {
  if (part.kind === 'tool') {
    return { ...emptyBlock(part, newToolId), input: part.input }
  }
  return part.kind === 'text'
    ? { type: 'text', text: part.text }
    : { type: 'thinking', thinking: part.text, signature: SIGNATURE }
}

class EventStream {
  readonly #response: ServerResponse
  readonly #away: AbortSignal
  readonly #tokenMs: number

  constructor(response: ServerResponse, away: AbortSignal, tokenMs: number) {
    this.#response = response
    this.#away = away
    this.#tokenMs = tokenMs
  }

  async send(type: string, fields: Record<string, unknown>): Promise<void> {
    this.#away.throwIfAborted()
    if (!this.#response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`)) {
      await once(this.#response, 'drain', { signal: this.#away })
    }
  }

  /** Streams one block token by token, but for its end; returns how many tokens it was. */
  async open(index: number, part: BlockPart, newToolId: () => string): Promise<number> {
    const tokens = tokensOf(part)
    await this.send('content_block_start', { index, content_block: emptyBlock(part, newToolId) })
    for (const token of tokens) {
      if (this.#tokenMs > 0) {
        await sleep(this.#tokenMs, undefined, { signal: this.#away })
      }
      await this.send('content_block_delta', { index, delta: deltaOf(part, token) })
    }
    return tokens.length
  }

  async close(index: number, part: BlockPart): Promise<void> {
    if (part.kind === 'thinking') {
      await this.send('content_block_delta', { index, delta: { type: 'signature_delta', signature: SIGNATURE } })
    }
    await this.send('content_block_stop', { index })
  }
}

function emptyBlock(part: BlockPart, newToolId: () => string): Record<string, unknown> {
  if (part.kind === 'tool') {
    return { type: 'tool_use', id: newToolId(), name: part.name, input: {} }
  }
  return part.kind === 'text' ? { type: 'text', text: '' } : { type: 'thinking', thinking: '', signature: '' }
}

function deltaOf(part: BlockPart, token: string): Record<string, unknown> {
  if (part.kind === 'tool') {
    return { type: 'input_json_delta', partial_json: token }
  }
  return part.kind === 'text' ? { type: 'text_delta', text: token } : { type: 'thinking_delta', thinking: token }
}

/** A word with the blanks after it is a token; a tool's input goes in pieces of 24 characters. */
function tokensOf(part: Part): readonly string[] {
  if (part.kind === 'tool') {
    return JSON.stringify(part.input).match(/[\s\S]{1,24}/g) ?? []
  }
  return isBlock(part) ? (part.text.match(/\S{1,200}\s*|\s+/g) ?? [part.text]) : []
}
