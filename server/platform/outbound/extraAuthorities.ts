import { readFileSync } from 'node:fs'
import { getCACertificates } from 'node:tls'
import { createLogger } from '../log/log.ts'

const log = createLogger('outbound')

/** More than every bundle of a company; whoever names a device file would be read for ever. */
const MAX_BYTES = 4 * 1024 * 1024

/**
 * Everything that signs: what this Node trusts, and the certificates of the file. null where there is no file, or
 * none that can be read: like Node, that is logged, and no authority is added.
 */
export function extraAuthorities(file: string): string[] | null {
  if (file === '') {
    return null
  }
  try {
    const text = readFileSync(file, 'utf8')
    if (text.length > MAX_BYTES) {
      throw new Error(`it is larger than ${MAX_BYTES} bytes`)
    }
    return [...getCACertificates('default'), text]
  } catch (error) {
    log.warn('NODE_EXTRA_CA_CERTS cannot be read, and is passed over', { file, error })
    return null
  }
}
