import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

// Below one packet compression gains nothing.
const SMALLEST = 1400
const WEEK_MS = 7 * 24 * 60 * 60 * 1000
/** Compressing is most of a build, and most files are as they were at the last one. */
const KEPT = path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'compressed')
const compressible = /\.(js|css|html|svg|json|webmanifest|txt)$/

/** Writes `file.br` and `file.gz` beside every text file of the build, so that the server never compresses them. */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'homeport-precompress',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir)
    },
    async writeBundle() {
      const files = await readdir(folder, { recursive: true })
      await mkdir(KEPT, { recursive: true })
      await Promise.all(
        files.filter((file) => compressible.test(file)).map((file) => compress(path.join(folder, file))),
      )
      await forget()
    },
  }
}

/** Compresses a file unless the last build has: what it wrote is kept under the hash of what was compressed. */
async function compress(file: string): Promise<void> {
  const content = await readFile(file)
  if (content.length < SMALLEST) {
    return
  }
  const name = createHash('sha256').update(content).digest('hex')
  const kept = path.join(KEPT, name)
  const both = ['br', 'gz'] as const
  if (!both.every((ending) => existsSync(`${kept}.${ending}`))) {
    const { br, gz } = await compressed(content)
    await Promise.all([writeWhole(`${kept}.br`, br), writeWhole(`${kept}.gz`, gz)])
  }
  const now = new Date()
  await Promise.all(
    both.map(async (ending) => {
      await copyFile(`${kept}.${ending}`, `${file}.${ending}`)
      await utimes(`${kept}.${ending}`, now, now)
    }),
  )
}

async function compressed(content: Buffer): Promise<{ readonly br: Buffer; readonly gz: Buffer }> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    // One block of up to a megabyte: larger than any file that travels first.
    [constants.BROTLI_PARAM_LGBLOCK]: 20,
  }
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ])
  return { br, gz }
}

/** A build that is stopped in the middle leaves no half file under a name that counts. */
async function writeWhole(file: string, content: Buffer): Promise<void> {
  const begun = `${file}.${process.pid}.begun`
  await writeFile(begun, content)
  await rename(begun, file)
}

/** What no build has used for a week makes way; other builds may run at the same time, and use what this one does not. */
async function forget(): Promise<void> {
  const files = (await readdir(KEPT)).map((name) => path.join(KEPT, name))
  await Promise.all(
    files.map(async (file) => {
      const used = await stat(file).catch(() => null)
      if (used !== null && Date.now() - used.mtimeMs > WEEK_MS) {
        await rm(file, { force: true })
      }
    }),
  )
}
