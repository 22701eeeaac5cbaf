import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import * as z from 'zod'
import { withoutEndSlashes } from '#shared/session/paths.ts'
import type { Setting } from '#shared/operations/settings.ts'

/** How a page asks for what a kind takes; what is not in it is asked for as text. */
export const settingForms = z.registry<Setting['form']>()

/** More entries than anybody writes by hand. */
const MAX_LIST = 100

/** An address of a server, without a slash at its end. */
export const address = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .refine((text) => !/^\w+:\/\/[^/]*@/.test(text), { error: 'must not hold a user name or password' })
  .transform((text) => withoutEndSlashes(text))

/** A file or folder; `~/` is the home directory. */
export const absolutePath = z
  .string('must be a path')
  .transform((text) => (/^~[/\\]/.test(text) ? join(homedir(), text.slice(2)) : text))
  .refine((text) => isAbsolute(text), { error: 'must be an absolute path' })
  // oxlint-disable-next-line no-control-regex -- these are what no path that a person means has in it
  .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), { error: 'must not hold control characters' })

/** A number; environment variables give it as text. */
export function whole({ from, to }: { readonly from: number; readonly to: number }) {
  const range = `must be ${from} to ${to}`
  return z
    .preprocess(
      (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
      z.int('must be a whole number').min(from, range).max(to, range),
    )
    .register(settingForms, { kind: 'number', from, to })
}

/** Yes or no; environment variables give it as text. */
export const yesNo = z
  .preprocess(
    (value) => (value === 'true' || value === 'false' ? value === 'true' : value),
    z.boolean('must be true or false'),
  )
  .register(settingForms, { kind: 'switch' })

/** One of a few words. */
export function word<const W extends readonly [string, ...string[]]>(words: W, error: string) {
  return z.enum(words, { error }).register(settingForms, { kind: 'choice', choices: [...words] })
}

/** A YAML list, or the entries with commas between them, as environment variables and flags have them. */
export function list<T extends z.ZodType>(entry: T) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? entriesOf(value) : value),
      z.array(entry, 'must be a list like [a, b]').max(MAX_LIST, `must not have more than ${MAX_LIST} entries`),
    )
    .register(settingForms, { kind: 'list' })
}

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}
