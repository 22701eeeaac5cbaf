import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { ParamsOf } from '#shared/operations/table.ts'
import { failureCode } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log.ts'
import { replacePrivateFile } from '#server/platform/privateFile.ts'

const log = createLogger('remote')

/** What remote access was switched on with. Holds no secret. */
export const RemoteConfig = z.object({
  enabled: z.boolean(),
  bind: z.string(),
  port: z.number().int().min(0).max(65_535),
  names: z.array(z.string()),
  files: z.object({ cert_file: z.string(), key_file: z.string() }).nullable(),
})
export type RemoteConfig = z.infer<typeof RemoteConfig>

/** The port unless another one is asked for; the next free one when it is taken. */
const DEFAULT_PORT = 4443
const ALL_ADDRESSES = '0.0.0.0'

/** What was asked for, defaults filled in. `strict`: that port or none. Pure. */
export function configOf(wanted: ParamsOf<'remote.on'>): { config: RemoteConfig; port: 'strict' | 'preferred' } {
  const { bind = ALL_ADDRESSES, port, names = [], cert_file, key_file } = wanted
  return {
    config: {
      enabled: true,
      bind,
      port: port ?? DEFAULT_PORT,
      names,
      files: cert_file === undefined || key_file === undefined ? null : { cert_file, key_file },
    },
    port: port === undefined ? 'preferred' : 'strict',
  }
}

/** The one place that says whether remote access is on. */
export interface RemoteConfigFile {
  /** null: never switched on. A file that cannot be read counts as that: closed is the safe side. */
  read(): RemoteConfig | null
  /** @throws Error of `node:fs`; the old content is kept then. */
  write(config: RemoteConfig): void
}

export function remoteConfigFile(file: string): RemoteConfigFile {
  return {
    read: () => {
      try {
        return RemoteConfig.parse(JSON.parse(readFileSync(file, 'utf8')))
      } catch (error) {
        if (failureCode(error) !== 'ENOENT') {
          log.error('the file that keeps remote access cannot be read; it stays off', { file, error })
        }
        return null
      }
    },
    write: (config) => replacePrivateFile(file, `${JSON.stringify(config, null, 2)}\n`),
  }
}
