import type { ReadFile } from '../fileCalls.ts'

/** A text as an editor holds it, and what it must be written back with. */
export interface FileText {
  readonly text: string
  readonly encoding: string
  /** The file’s own line ends; the editor has `\n`. */
  readonly lineEnd: '\n' | '\r\n'
}

/** Encodings that can be written back; the others are shown alone. */
const writable: ReadonlySet<string> = new Set(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'])

/** The text of a file; null: it is none. */
export function textOf({ bytes, encoding }: Pick<ReadFile, 'bytes' | 'encoding'>): FileText | null {
  if (encoding === 'binary') {
    return null
  }
  const label = encoding === 'utf-8-bom' ? 'utf-8' : encoding
  const text = new TextDecoder(label).decode(bytes)
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  return { text: text.replaceAll('\r\n', '\n'), encoding, lineEnd }
}

export function isWritable({ encoding }: Pick<FileText, 'encoding'>): boolean {
  return writable.has(encoding)
}

/** The bytes of a changed text, in the encoding and with the line ends that the file had. */
export function bytesOf(
  text: string,
  { encoding, lineEnd }: Pick<FileText, 'encoding' | 'lineEnd'>,
): Uint8Array<ArrayBuffer> {
  const whole = lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    return utf16(`\uFEFF${whole}`, encoding === 'utf-16le')
  }
  return new TextEncoder().encode(encoding === 'utf-8-bom' ? `\uFEFF${whole}` : whole)
}

function utf16(text: string, isLittle: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(index * 2, text.charCodeAt(index), isLittle)
  }
  return new Uint8Array(view.buffer)
}
