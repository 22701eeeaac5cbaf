import { setTimeout as delay } from 'node:timers/promises'
import { UnsteadyProxy } from '#test/support/server/unsteadyProxy.ts'
import type { Chances } from './chances.ts'

/** Of all pieces. */
const LOSS = 0.02

export interface Weather {
  readonly proxy: UnsteadyProxy
  /** How often the network stood still, and was cut. */
  readonly stalls: () => number
  readonly close: () => Promise<void>
}

/** A network that loses 2 %, and now and then stands still for seconds or loses all connections. */
export async function openWeather(to: string, chances: Chances): Promise<Weather> {
  const proxy = await UnsteadyProxy.open({ to, chance: () => chances.next(), loss: LOSS })
  const over = new AbortController()
  let stalls = 0
  const blow = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await delay(2_000 + chances.below(6_000))
      stalls += 1
      proxy.stall()
      await delay(300 + chances.below(2_500))
      proxy.goOn()
      if (chances.next() < 0.3) {
        proxy.cut()
      }
    }
  }
  void blow()
  return {
    proxy,
    stalls: () => stalls,
    close: async () => {
      over.abort()
      await proxy.close()
    },
  }
}
