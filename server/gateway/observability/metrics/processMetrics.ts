import type { Clock } from '#server/platform/clock.ts'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { gauge } from './instruments.ts'
import type { Family } from './prometheus.ts'

/** How exactly the event loop is watched. */
const RESOLUTION_MS = 20
const NANO = 1e9
const MICRO = 1e6

type LoopDelay = ReturnType<typeof monitorEventLoopDelay>

/** This process, under the names that Prometheus has for it everywhere. */
export interface ProcessMetrics {
  families(): Family[]
  close(): void
}

/** The event loop is watched from the first query on: a monitor that is never read would only wake the machine. */
export function createProcessMetrics(clock: Pick<Clock, 'monotonic'>): ProcessMetrics {
  const startedAt = clock.monotonic()
  let delay: LoopDelay | null = null

  return {
    families: () => {
      const { user, system } = process.cpuUsage()
      const cpu = (user + system) / MICRO
      const loop = delay === null ? [] : loopFamilies(delay)
      if (delay === null) {
        delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
        delay.enable()
      }
      delay.reset()
      return [
        {
          name: 'process_cpu_seconds_total',
          help: 'CPU time of the gateway.',
          type: 'counter',
          samples: [{ value: cpu }],
        },
        gauge('process_resident_memory_bytes', 'Memory of the gateway.', process.memoryUsage.rss()),
        gauge('process_start_time_seconds', 'When the gateway started, since 1970.', startedAt / 1000),
        gauge('homeport_uptime_seconds', 'How long the gateway runs.', (clock.monotonic() - startedAt) / 1000),
        ...loop,
      ]
    },
    close: () => {
      delay?.disable()
      delay = null
    },
  }
}

/** Since the question before. */
function loopFamilies(delay: LoopDelay): Family[] {
  const mean = delay.count === 0 ? 0 : seconds(delay.mean)
  return [
    gauge('nodejs_eventloop_lag_seconds', 'How late the event loop was on average since the last question.', mean),
    gauge(
      'nodejs_eventloop_lag_p99_seconds',
      'How late it was in the worst hundredth.',
      delay.count === 0 ? 0 : seconds(delay.percentile(99)),
    ),
  ]
}

/** The watch counts its own interval in. */
function seconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NANO - RESOLUTION_MS / 1000)
}
