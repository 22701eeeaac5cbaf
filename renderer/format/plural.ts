import { type PluralForms, pluralForm } from '#shared/text/plural.ts'
import { digits } from './numbers.ts'

/** The text for so many: `plural(3, { one: '# file', other: '# files' })` is `3 files`. */
export function plural(number: number, forms: PluralForms): string {
  return pluralForm(number, forms).replace('#', digits(number))
}
