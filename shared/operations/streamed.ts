import * as z from 'zod'

/** The result of a row whose answer is no JSON (`HttpRoute.answers`). */
export interface Streamed {
  /** Where it is not the row's own, such as 206 or 304. */
  readonly status?: number
  /** `Content-Type` too, where it is not the row's own. */
  readonly headers: Readonly<Record<string, string>>
  /** What is sent, as it is asked for; null: nothing. An error ends the connection, so that nobody takes a part for all. */
  readonly bytes: AsyncIterable<Uint8Array> | null
}

/** Made by our own handlers, so it is not checked. */
export const Streamed = z.custom<Streamed>()
