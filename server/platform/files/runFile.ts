import { readFileSync, rmSync } from 'node:fs'
import * as z from 'zod'
import { replacePrivateFile } from './privateFile.ts'

/** What a running host or gateway says about itself in `run/*.json` (0600), so that others find and recognise it. */
export const RunInfo = z.object({
  pid: z.number().int().positive(),
  /** The operating system's start mark; null where it cannot be had. */
  started: z.string().nullable(),
  socket_path: z.string().min(1),
  /** Both ends of the socket must know it. */
  secret: z.string().min(16),
  /** Chosen anew at each start. */
  boot_id: z.string().min(1),
})
export type RunInfo = z.infer<typeof RunInfo>

/** Replaces the file whole. @throws Error of `node:fs`. */
export function writeRunFile(path: string, info: RunInfo): void {
  replacePrivateFile(path, `${JSON.stringify(info)}\n`)
}

/** What the file says, or null when it is missing, unreadable or not ours to understand. */
export function readRunFile(path: string): RunInfo | null {
  try {
    const parsed = RunInfo.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Removes the file if it still tells of this very start; a successor's file stays. No-op when absent. */
export function removeRunFile(path: string, info: RunInfo): void {
  if (readRunFile(path)?.boot_id === info.boot_id) {
    rmSync(path, { force: true })
  }
}
