import { createReadStream } from 'node:fs'
import * as z from 'zod'
import type { MessageId } from '#shared/ids.ts'
import { LineReader } from '#server/platform/files/lineReader.ts'
import type { ForkPlace } from '#server/host/sessions/ports/agent.ts'

const Line = z.looseObject({
  type: z.string(),
  subtype: z.string().nullish().catch(null),
  uuid: z.string().nullish().catch(null),
  parentUuid: z.string().nullish().catch(null),
})

interface Asked {
  readonly conversation_id: string
  /** The fork knows all before this prompt; null: all. */
  readonly before: MessageId | null
}

/**
 * Where in a transcript a fork goes on. Reads the file once, as a stream: transcripts have hundreds of megabytes. One
 * that cannot be read is gone.
 */
export async function findForkPlace(file: string, { conversation_id, before }: Asked): Promise<ForkPlace> {
  const search = before === null ? new LastSearch() : new PromptSearch(before)
  const reader = new LineReader({
    onLine: (line) => search.take(line),
    // Such a line is a tool's output: no prompt, no boundary, and never the end of what was said.
    onTooLong: () => {},
  })
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      reader.push(chunk)
    }
  } catch {
    return { kind: 'gone' }
  }
  reader.end()
  const place = search.place()
  return place.kind === 'found' ? { kind: 'found', point: { conversation_id, resume_at: place.resume_at } } : place
}

type Place = Exclude<ForkPlace, { kind: 'found' | 'gone' }> | { readonly kind: 'found'; readonly resume_at: string }

/** The last line of the conversation. */
class LastSearch {
  #last: string | null = null

  take(text: string): void {
    const isSaid = text.includes('"type":"assistant"') || text.includes('"type":"user"')
    if (isSaid && !text.includes('"isSidechain":true')) {
      this.#last = text
    }
  }

  place(): Place {
    const uuid = this.#last === null ? null : read(this.#last)?.uuid
    return typeof uuid === 'string' ? { kind: 'found', resume_at: uuid } : { kind: 'beginning' }
  }
}

/** The line before a prompt. Its own carries our message id: as `uuid`, or as `source_uuid` where it went into a running turn. */
class PromptSearch {
  #place: Place = { kind: 'unknown' }
  readonly #marks: readonly string[]
  #isAnythingSaid = false

  constructor(message: MessageId) {
    const id = JSON.stringify(message)
    this.#marks = [`"uuid":${id}`, `"source_uuid":${id}`]
  }

  take(text: string): void {
    if (this.#place.kind === 'unknown' && this.#marks.some((mark) => text.includes(mark))) {
      this.#takePrompt(text)
    } else if (this.#place.kind === 'found' && text.includes('"compact_boundary"')) {
      const line = read(text)
      // Claude Code reads a conversation from its last boundary on.
      this.#place = line?.type === 'system' && line.subtype === 'compact_boundary' ? { kind: 'summed_up' } : this.#place
    }
    this.#isAnythingSaid ||= text.includes('"type":"assistant"')
  }

  place(): Place {
    return this.#place
  }

  /** Other lines name the prompt too; those that are links of the conversation have a uuid of their own. */
  #takePrompt(text: string): void {
    const line = read(text)
    if (typeof line?.uuid === 'string' && (line.type === 'user' || line.type === 'attachment')) {
      const parent = line.parentUuid ?? null
      this.#place =
        parent === null || !this.#isAnythingSaid ? { kind: 'beginning' } : { kind: 'found', resume_at: parent }
    }
  }
}

function read(text: string): z.infer<typeof Line> | null {
  try {
    return Line.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
