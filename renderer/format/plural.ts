import { digits } from './numbers.ts'

/** The language of all words of the page. A translation brings its own. */
const LANGUAGE = 'en'

/** One whole text for each plural form of the language; `#` stands for the number. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

let rules: Intl.PluralRules | undefined

/** The text for so many: `plural(3, { one: '# file', other: '# files' })` is `3 files`. */
export function plural(number: number, forms: PluralForms): string {
  // Made when first wanted: no page waits for it before it shows.
  rules ??= new Intl.PluralRules(LANGUAGE)
  return (forms[rules.select(number)] ?? forms.other).replace('#', digits(number))
}
