import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { type ServingCertificate, assertPair } from '../certificate.ts'

const log = createLogger('tls')

/** Polled, not watched: renewers replace files, symbolic links and whole folders. */
const POLL_EVERY_MS = 1000

export interface CertificateFiles {
  readonly cert_file: string
  readonly key_file: string
}

/** @throws HomeportError CERT_001 when a file cannot be read or the two are no pair. */
export function readCertificateFiles(files: CertificateFiles): ServingCertificate {
  const pair = { cert: read(files.cert_file), key: read(files.key_file) }
  assertPair(pair, `${files.cert_file} and ${files.key_file}`)
  return pair
}

/**
 * Calls its listener with every new pair in the files. While they do not fit (a renewer writes one after the other) it is not called.
 * Returns the stop.
 */
export function watchCertificateFiles(
  files: CertificateFiles,
  onChange: (pair: ServingCertificate) => void,
  everyMs = POLL_EVERY_MS,
): () => void {
  const look = (): void => {
    try {
      onChange(readCertificateFiles(files))
    } catch (error) {
      log.warn('the certificate files are not usable; the old certificate is kept', { error })
    }
  }
  const watched = [files.cert_file, files.key_file]
  for (const file of watched) {
    watchFile(file, { interval: everyMs, persistent: false }, look)
  }
  return () => {
    for (const file of watched) {
      unwatchFile(file, look)
    }
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new HomeportError('CERT_001', `${file} cannot be read: ${failureText(cause)}.`, { cause })
  }
}
