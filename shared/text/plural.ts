/** The language of all texts. A translation brings its own. */
const LANGUAGE = 'en'

/** One whole text for each plural form of the language; `#` stands for the number. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

let rules: Intl.PluralRules | undefined

/** The text for so many, its number still to be put in: `3` of `{ one: '# file', other: '# files' }` is `# files`. */
export function pluralForm(number: number, forms: PluralForms): string {
  // Made when first wanted: no page waits for it before it shows.
  rules ??= new Intl.PluralRules(LANGUAGE)
  return forms[rules.select(number)] ?? forms.other
}

/** The same with the number in it, as programs write numbers: for sentences of the server, the command line and the desktop program. */
export function counted(number: number, forms: PluralForms): string {
  return pluralForm(number, forms).replace('#', String(number))
}
