import type { RemoteTest, TestStep, TestedAddress } from '#shared/operations/remoteTest.ts'

const marks = { ok: '✓', hint: '!', failed: '✗', skipped: '–' } as const

const names = {
  name: 'name',
  address: 'address',
  connect: 'connection',
  tls: 'certificate',
  homeport: 'Homeport',
  socket: 'WebSocket',
  round_trip: 'round trip',
} as const

const WIDTH = 13

/** A self-test for a person at a terminal. */
export function describeTest({ verdict, addresses, hints }: RemoteTest): string {
  const hintLines = hints.flatMap(({ text, commands }) => ['', text, ...commands.map((command) => `    ${command}`)])
  return [verdict, ...addresses.flatMap(describeAddress), ...hintLines].join('\n')
}

function describeAddress({ host, address, steps }: TestedAddress): string[] {
  const where = address === null || address === host ? host : `${host} (${address})`
  return ['', where, ...steps.filter(({ state }) => state !== 'skipped').flatMap(describeStep)]
}

function describeStep({ step, state, text, advice }: TestStep): string[] {
  const line = `  ${marks[state]} ${names[step].padEnd(WIDTH)}${text}`
  return advice === null ? [line] : [line, `${' '.repeat(WIDTH + 4)}${advice}`]
}
