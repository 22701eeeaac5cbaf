import * as z from 'zod'

/** How a file begins, as text; null where it is not to be read. */
export type ReadStart = (at: string, bytes: number) => string | null

const START_BYTES = 64 * 1024

const Meta = z.object({ toolUseId: z.string().min(1).max(200) })
const FirstLine = z.looseObject({ sessionId: z.string().regex(/^[\w-]{1,100}$/) })

/** The call that began a sub-agent, as Claude Code notes it beside its transcript; null where it does not. */
export function callOfAgent(readStart: ReadStart, at: string): string | null {
  const text = readStart(at.replace(/\.jsonl$/, '.meta.json'), START_BYTES)
  return read(Meta, text)?.toolUseId ?? null
}

/** Whose sub-agent it was, where its transcript lies beside that of the conversation; null where that is not to be read. */
export function conversationOfAgent(readStart: ReadStart, at: string): string | null {
  const text = readStart(at, START_BYTES)
  return read(FirstLine, text?.slice(0, text.indexOf('\n')) ?? null)?.sessionId ?? null
}

function read<T extends z.ZodType>(schema: T, text: string | null): z.infer<T> | null {
  try {
    return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null)
  } catch {
    return null
  }
}
