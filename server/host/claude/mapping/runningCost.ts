import { isRecord } from '#shared/session/tools/toolInput.ts'
import type { ModelUsages, StreamLine } from '../protocol/messages.ts'

/** What a token of each kind costs beside one that is sent: the same for every model of Anthropic's (their price list). */
const OUTPUT = 5
const CACHE_WRITE = 1.25
const CACHE_READ = 0.1

/**
 * The API counts what it says only when a message is over. Until then it is taken from the length of the text, and rather too low:
 * a turn that is within its budget must not be stopped.
 */
const CHARACTERS_PER_TOKEN = 5

/** Between two reports, so many characters are said. */
const REPORT_EVERY = 1_000

interface Message {
  /** US dollars for one token that is sent; null: nothing is known of its model yet. */
  readonly price: number | null
  readonly sent: number
  output: number
  characters: number
  reportedAt: number
}

/**
 * What a turn has cost so far while its messages are still written: by the tokens that the stream reports, at the price that Claude
 * Code's own count showed for the model before. An estimate: at each tool and at the end of the turn Claude Code is asked itself.
 */
export class RunningCost {
  /** By model, shared by all sessions of a host: what one learned the next one knows. */
  readonly #prices: Map<string, number>
  readonly #onCost: (usd: number) => void
  /** By the tool call of a sub-agent; '' for Claude itself. */
  readonly #open = new Map<string, Message>()
  #settled = 0

  constructor(prices: Map<string, number>, onCost: (usd: number) => void) {
    this.#prices = prices
    this.#onCost = onCost
  }

  /** The end of a turn, with Claude Code's count of the process so far. */
  endTurn(models: ModelUsages): void {
    this.#open.clear()
    this.#settled = 0
    for (const [
      model,
      { inputTokens, outputTokens, cacheCreationInputTokens, cacheReadInputTokens, costUSD },
    ] of Object.entries(models)) {
      const units =
        inputTokens + OUTPUT * outputTokens + CACHE_WRITE * cacheCreationInputTokens + CACHE_READ * cacheReadInputTokens
      if (units > 0 && costUSD > 0) {
        this.#prices.set(nameOf(model), costUSD / units)
      }
    }
  }

  onStream({ event, parent_tool_use_id }: StreamLine): void {
    const key = typeof parent_tool_use_id === 'string' ? parent_tool_use_id : ''
    switch (event.type) {
      case 'message_start':
        this.#settle(key)
        this.#open.set(key, this.#begun(event.message ?? {}))
        this.#report()
        return
      case 'content_block_delta':
        this.#grow(key, lengthOf(event.delta))
        return
      case 'message_delta':
        this.#count(key, event['usage'])
        return
      case 'message_stop':
        this.#settle(key)
    }
  }

  #begun(message: Readonly<Record<string, unknown>>): Message {
    const { model, usage } = message
    const counted = isRecord(usage) ? usage : {}
    const sent =
      tokens(counted['input_tokens']) +
      CACHE_WRITE * tokens(counted['cache_creation_input_tokens']) +
      CACHE_READ * tokens(counted['cache_read_input_tokens'])
    const price = typeof model === 'string' ? (this.#prices.get(nameOf(model)) ?? null) : null
    return { price, sent, output: 0, characters: 0, reportedAt: 0 }
  }

  #grow(key: string, characters: number): void {
    const message = this.#open.get(key)
    if (message !== undefined) {
      message.characters += characters
      message.output = Math.max(message.output, message.characters / CHARACTERS_PER_TOKEN)
      if (message.characters - message.reportedAt >= REPORT_EVERY) {
        message.reportedAt = message.characters
        this.#report()
      }
    }
  }

  #count(key: string, usage: unknown): void {
    const message = this.#open.get(key)
    const output = isRecord(usage) ? tokens(usage['output_tokens']) : 0
    if (message !== undefined && output > 0) {
      message.output = output
      this.#report()
    }
  }

  #settle(key: string): void {
    const message = this.#open.get(key)
    this.#settled += message === undefined ? 0 : costOf(message)
    this.#open.delete(key)
  }

  #report(): void {
    const cost = [...this.#open.values()].reduce((sum, message) => sum + costOf(message), this.#settled)
    if (cost > 0) {
      this.#onCost(cost)
    }
  }
}

function costOf({ price, sent, output }: Message): number {
  return (price ?? 0) * (sent + OUTPUT * output)
}

/** With the long context a model has a mark behind its name: `claude-opus-5-5[1m]`. */
function nameOf(model: string): string {
  return model.split('[')[0] ?? model
}

function tokens(count: unknown): number {
  return typeof count === 'number' && Number.isFinite(count) && count > 0 ? count : 0
}

function lengthOf(delta: StreamLine['event']['delta']): number {
  const json = delta?.['partial_json']
  return (delta?.text ?? delta?.thinking ?? (typeof json === 'string' ? json : '')).length
}
