import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'

/** null: there is none. */
export function readServiceFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** @throws HomeportError SETTINGS_001 when the file cannot be written. */
export function writeServiceFile(file: string, content: string | Buffer): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  } catch (cause) {
    throw new HomeportError(
      'SETTINGS_001',
      `${file} cannot be written: ${failureText(cause)}. Nothing was switched on.`,
      {
        cause,
      },
    )
  }
}

export function removeServiceFile(file: string): void {
  rmSync(file, { force: true })
}

/** Text as XML holds it, in an element or a quoted attribute. What XML cannot hold at all is left out. */
export function xmlText(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are the very characters that XML forbids
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}
