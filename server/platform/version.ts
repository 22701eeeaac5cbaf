import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'

const Manifest = z.object({ name: z.literal('homeport'), version: z.string() })

/** This Homeport's version, from the `package.json` above the running code. `0.0.0` when there is none. */
export const VERSION: string = readVersion(import.meta.dirname)

function readVersion(folder: string): string {
  const parent = path.dirname(folder)
  try {
    const manifest = Manifest.safeParse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
    if (manifest.success) {
      return manifest.data.version
    }
  } catch {
    // None in this folder, or not ours: look above.
  }
  return parent === folder ? '0.0.0' : readVersion(parent)
}
