import { appendFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'

interface Said {
  /** Of the line that it comes after; absent: the one that was written last. null: it begins the conversation. */
  readonly after?: string | null
  readonly at?: string
  readonly [field: string]: unknown
}

/** Writes a transcript as Claude Code does. */
export class Transcript {
  readonly file: string
  readonly id: string
  readonly #cwd: string
  #last: string | null = null
  #count = 0

  constructor(projects: string, { id, cwd = '/home/me/harbour' }: { readonly id: string; readonly cwd?: string }) {
    const folder = path.join(projects, cwd.replaceAll(/[^a-zA-Z0-9]/g, '-'))
    mkdirSync(folder, { recursive: true })
    this.file = path.join(folder, `${id}.jsonl`)
    this.id = id
    this.#cwd = cwd
  }

  /** The id of the line that was written last. */
  get last(): string {
    return this.#last ?? ''
  }

  /** What a person asked. @returns the id of the line. */
  prompt(text: string, more: Said = {}): string {
    return this.link('user', { message: { role: 'user', content: text } }, more)
  }

  /** A block of text of Claude's. */
  answer(
    text: string,
    { message = `msg_${this.#count}`, tokens = 7, ...more }: Said & { message?: string; tokens?: number } = {},
  ) {
    return this.#assistant({ type: 'text', text }, { message, tokens }, more)
  }

  /** A call of a tool. */
  call(
    name: string,
    input: object,
    {
      id = `toolu_${this.#count}`,
      message = `msg_${this.#count}`,
      ...more
    }: Said & { id?: string; message?: string } = {},
  ) {
    return this.#assistant({ type: 'tool_use', id, name, input }, { message, tokens: 3 }, more)
  }

  /** What a tool gave back. */
  result(id: string, content: string, more: Said = {}): string {
    return this.link(
      'user',
      { message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] } },
      more,
    )
  }

  link(
    type: string,
    fields: object,
    {
      after = this.#last,
      at = `2026-11-20T10:00:${String(this.#count % 60).padStart(2, '0')}.000Z`,
      ...more
    }: Said = {},
  ): string {
    const uuid = `00000000-0000-4000-8000-${String((this.#count += 1)).padStart(12, '0')}`
    this.raw({
      parentUuid: after,
      isSidechain: false,
      type,
      ...fields,
      uuid,
      timestamp: at,
      entrypoint: 'cli',
      cwd: this.#cwd,
      sessionId: this.id,
      gitBranch: 'main',
      ...more,
    })
    this.#last = uuid
    return uuid
  }

  raw(line: object): void {
    this.text(`${JSON.stringify(line)}\n`)
  }

  text(text: string | Buffer): void {
    appendFileSync(this.file, text)
  }

  #assistant(block: object, { message: id, tokens }: { message: string; tokens: number }, more: Said): string {
    const message = {
      id,
      role: 'assistant',
      model: 'claude-opus-5-5',
      content: [block],
      usage: { output_tokens: tokens },
    }
    return this.link('assistant', { message }, more)
  }
}
