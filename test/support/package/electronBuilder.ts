import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../../..')

/** The part of `@electron/asar` that the tests use: the very copy that electron-builder packs with. */
export interface Asar {
  listPackage(archive: string, options: { readonly isPack: boolean }): string[]
  extractAll(archive: string, folder: string): void
  createPackageWithOptions(folder: string, archive: string, options: { readonly unpack?: string }): Promise<void>
  statFile(
    archive: string,
    file: string,
  ): {
    readonly size?: number
    readonly unpacked?: boolean
    readonly integrity?: { readonly algorithm: string; readonly hash: string }
  }
}

export interface FuseTools {
  readonly FuseV1Options: Readonly<Record<string, string | number>>
  getCurrentFuseWire(binary: string): Promise<Readonly<Record<string, number>>>
}

const builderRequire = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))
const libraryFile = builderRequire.resolve('app-builder-lib/package.json')
const libraryRequire = createRequire(libraryFile)

export const asar = libraryRequire('@electron/asar') as Asar
export const fuseTools = libraryRequire('@electron/fuses') as FuseTools

/** Rejects with electron-builder's own words when the configuration does not fit its schema. */
export async function validateConfiguration(configuration: unknown): Promise<void> {
  const { validateConfiguration: validate } = libraryRequire(
    path.join(path.dirname(libraryFile), 'out/util/config/config.js'),
  ) as { validateConfiguration: (configuration: unknown, log: { isEnabled: boolean }) => Promise<void> }
  await validate(configuration, { isEnabled: false })
}

/** A template of electron-builder's, as it comes. */
export function builderTemplate(name: string): string {
  return readFileSync(builderTemplates(name), 'utf8')
}

/** The path of a template of electron-builder's, or of a folder of them. */
export function builderTemplates(name: string): string {
  return path.join(path.dirname(libraryFile), 'templates', name)
}

export interface PackageRun {
  readonly code: number | null
  readonly output: string
  readonly tookMs: number
}

/** Runs what `npm run package` runs after the build, in the checkout or in a copy of it. */
export async function runPackaging(
  args: readonly string[],
  { env, cwd = root }: { readonly env: Readonly<Record<string, string>>; readonly cwd?: string },
): Promise<PackageRun> {
  const startedAt = Date.now()
  const { CI: _ci, GITHUB_REPOSITORY: _repository, HOMEPORT_UPDATE_URL: _url, ...inherited } = process.env
  const child = spawn(process.execPath, [path.join(cwd, '.setup/package.ts'), ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output, tookMs: Date.now() - startedAt }
}
