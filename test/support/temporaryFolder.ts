import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { whenOver } from './whenOver.ts'

/** A fresh folder (0700), removed when the running test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeport-test-'))
  whenOver(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
