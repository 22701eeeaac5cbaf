import { readFileSync } from 'node:fs'
import path from 'node:path'
import { format } from 'oxfmt'
import { root } from '../sourceTree.ts'

/** A page as the formatter wants it. @throws Error when it cannot be formatted. */
export async function laidOut(file: string, text: string): Promise<string> {
  const { printWidth } = JSON.parse(readFileSync(path.join(root, '.oxfmtrc.json'), 'utf8')) as { printWidth: number }
  const { code, errors } = await format(path.basename(file), text, { printWidth, semi: false, singleQuote: true })
  if (errors.length > 0) {
    throw new Error(`${file}: ${errors.map(({ message }) => message).join(' ')}`)
  }
  return code
}

/** What stands between `<!-- NAME -->` and `<!-- /NAME -->`. @throws Error without it. */
export function partOf(page: string, name: string): string {
  return around(page, name).part
}

/** A page that people write, with the part between `<!-- NAME -->` and `<!-- /NAME -->` made anew. @throws Error without it. */
export function withPart(page: string, name: string, part: string): string {
  const { before, after } = around(page, name)
  return `${before}<!-- ${name} -->\n\n${part}\n\n<!-- /${name} -->${after}`
}

function around(page: string, name: string) {
  const [before, rest] = page.split(`<!-- ${name} -->`)
  const [part, after] = rest?.split(`<!-- /${name} -->`) ?? []
  if (before === undefined || part === undefined || after === undefined) {
    throw new Error(`There is no place for ${name}: <!-- ${name} --> and <!-- /${name} --> around it.`)
  }
  return { before, part, after }
}
