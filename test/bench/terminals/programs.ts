import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'

/** A log as servers write them. Its size on the screen is larger: each line ends with CR LF there. */
export function writeLog(folder: string, megabytes: number): { readonly file: string; readonly printedBytes: number } {
  const file = path.join(folder, 'log.txt')
  const out = openSync(file, 'w')
  let bytes = 0
  let lines = 0
  while (bytes < megabytes * 1_000_000) {
    const part = Array.from({ length: 5000 }, (_, index) => logLine(lines + index)).join('')
    lines += 5000
    bytes += writeSync(out, part)
  }
  closeSync(out)
  return { file, printedBytes: bytes + lines }
}

const LEVELS = ['INFO', 'INFO', 'DEBUG', 'WARN', 'INFO']
const WORDS = ['request', 'client', 'pool', 'timeout', 'user', 'session', 'query', 'answer']

function logLine(index: number): string {
  const time = new Date(1_790_000_000_000 + index * 37).toISOString()
  const word = (offset: number) => WORDS[(index * 7 + offset * 3) % WORDS.length] ?? ''
  return `${time} ${LEVELS[index % 5]} [worker-${index % 16}] ${word(0)} ${word(1)}=${(index * 2_654_435_761) % 1_000_003} ${word(2)} GET /api/${word(3)}/${index} ${200 + (index % 5)} ${index % 97}ms\n`
}

/** A program for a terminal: a script. */
export function writeProgram(folder: string, name: string, text: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  return file
}

/** A program that reads a pseudo terminal and does nothing else: seconds that it takes, which is what the system gives. */
export async function bareDrain(script: string): Promise<number> {
  const child = spawn('python3', ['-c', DRAIN, script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  await once(child, 'exit')
  return Number(said)
}

const DRAIN = `
import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execv('/bin/sh', ['/bin/sh', sys.argv[1]])
os.write(fd, b'\\n')
began = time.monotonic()
try:
    while os.read(fd, 65536):
        pass
except OSError:
    pass
print(time.monotonic() - began)
`

/** Seconds of a processor that a process has used, in the kernel as well. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
