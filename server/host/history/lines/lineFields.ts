import { isRecord, recordList, textField } from '#shared/session/tools/toolInput.ts'

export type Fields = Readonly<Record<string, unknown>>

/** The line as an object; null where it is none. */
export function parse(bytes: Buffer): Fields | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

/** A moment as on the wire; null: the line names none. */
export function timeOf(line: Fields): string | null {
  const time = Date.parse(textField(line, 'timestamp'))
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** What a message holds. */
export type Content = string | readonly Fields[]

/** The blocks of a message, or its text. */
export function contentOf(line: Fields): Content {
  const { message } = line
  const content = isRecord(message) ? message['content'] : ''
  return typeof content === 'string' ? content : recordList(content)
}

/** The text of a person's message. */
export function wordsOf(content: Content): string {
  return typeof content === 'string'
    ? content
    : content
        .filter(({ type }) => type === 'text')
        .map((block) => textField(block, 'text'))
        .join('\n')
}

/** A person's message that went into a running turn, as Claude Code notes it; null: the line is none. */
export function queuedPrompt(line: Fields): { readonly content: Content; readonly message_id: string } | null {
  const { attachment } = line
  if (!isRecord(attachment) || attachment['type'] !== 'queued_command' || attachment['commandMode'] !== 'prompt') {
    return null
  }
  const { prompt } = attachment
  const content = typeof prompt === 'string' ? prompt : recordList(prompt)
  return { content, message_id: textField(attachment, 'source_uuid') || textField(line, 'uuid') }
}

/** The text of a field, at most that long; null where there is none. */
export function shortField(line: Fields, name: string, most: number): string | null {
  const value = textField(line, name)
  return value === '' ? null : value.slice(0, most)
}

/** A number that is one; 0 where it is not. */
export function numberField(fields: Fields, name: string): number {
  const value = fields[name]
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0
}
