import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import { type Fields, numberField, timeOf } from '../lines/lineFields.ts'
import type { ToldEvent } from './toldEvent.ts'

/** A turn as a transcript tells it: it does not say where one ends, nor what one cost. */
export class ToldTurn {
  readonly #id: string
  readonly #begin: string
  #last: string
  /** Tokens that Claude wrote, by message: each of its lines says what there were so far. */
  readonly #tokens = new Map<string, number>()

  constructor(id: string, begin: string) {
    this.#id = id
    this.#begin = begin
    this.#last = begin
  }

  /** Takes in a line of it. */
  note(line: Fields): void {
    this.#last = timeOf(line) ?? this.#last
    const { message } = line
    if (isRecord(message) && isRecord(message['usage'])) {
      this.#tokens.set(textField(message, 'id'), numberField(message['usage'], 'output_tokens'))
    }
  }

  /** null: nothing came of it. */
  end(files_changed: readonly string[]): ToldEvent | null {
    if (this.#last === this.#begin) {
      return null
    }
    const output_tokens = [...this.#tokens.values()].reduce((sum, tokens) => sum + tokens, 0)
    const data = {
      turn_id: this.#id,
      is_error: false,
      reason: 'completed',
      duration_ms: Math.max(0, Date.parse(this.#last) - Date.parse(this.#begin)),
      usage: { input_tokens: 0, output_tokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
      cost_usd: 0,
      files_changed: [...files_changed],
    }
    return { at: this.#last, event: { type: 'turn_completed', data } }
  }
}
