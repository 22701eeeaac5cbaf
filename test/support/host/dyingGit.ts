import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A `PATH` with a Git that does something else than the real one at some of its calls. `script`: shell; `"$real" "$@"` is Git. */
export function gitShim(script: string): string {
  const real = execFileSync('/bin/sh', ['-c', 'command -v git']).toString().trim()
  const folder = temporaryFolder()
  const file = path.join(folder, 'git')
  writeFileSync(file, `#!/bin/sh\nreal='${real}'\ncount='${folder}/count'\n${script}\n`)
  chmodSync(file, 0o755)
  return `${folder}:${process.env['PATH'] ?? ''}`
}

/** One with which whoever started Git dies at its `nth` call: before it ran, after it, or in its midst. */
export function dyingGit(nth: number, when: 'before' | 'during' | 'after'): string {
  return gitShim(`
echo x >> "$count"
if [ "$(wc -l < "$count")" -ne ${nth} ]; then exec "$real" "$@"; fi
${when === 'before' ? 'kill -9 $PPID; exit 1' : ''}
${when === 'after' ? '"$real" "$@"; kill -9 $PPID; exit 1' : ''}
"$real" "$@" & git=$!
sleep 0.01
kill -9 $PPID
wait $git
`)
}
