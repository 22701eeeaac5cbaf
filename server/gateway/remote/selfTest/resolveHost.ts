import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type Outcome, failed, passed, timeLimits, warned } from './step.ts'

/** All addresses of a name, as the operating system finds them. @throws Error of `node:dns`. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** A name with more than these is a crowd, not a workstation. */
const MAX_ADDRESSES = 4

export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, order: 'ipv4first' })).map(({ address }) => address)

/** The addresses of a host. None, and a hint: it cannot be judged from here. */
export async function resolveHost(host: string, resolve: Resolve): Promise<Outcome<readonly string[]>> {
  if (isIP(host) !== 0) {
    return passed('It is an address already.', [host])
  }
  try {
    const found = [...new Set(await inTime(resolve(host)))].slice(0, MAX_ADDRESSES)
    return found.length === 0 ? notFound(host) : passed(`It leads to ${found.join(' and ')}.`, found)
  } catch (error) {
    return error === late
      ? failed('No name server answered in time.', 'Look at this machine’s network, and try again.')
      : notFound(host)
  }
}

function notFound(host: string): Outcome<readonly string[]> {
  // Homes find these without a name server, and often only some of their devices do.
  if (host.endsWith('.local') || !host.includes('.')) {
    return warned(
      'This machine cannot look the name up, so it cannot be judged from here.',
      'Other devices of the network may know it. Use the address where they do not.',
      [],
    )
  }
  return failed(
    'No name server knows this name.',
    'Look at the spelling, or add the name where your domain is managed. A fresh name takes minutes to be known.',
  )
}

const late = new Error('late')

async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), timeLimits.name)
  })
  try {
    return await Promise.race([asked, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
