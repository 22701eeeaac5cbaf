import { useEffect, useState } from 'react'
import { timeLeft } from '#renderer/views/pairing/pairingText.ts'

const secondsTo = (until: number): number => Math.max(0, Math.round((until - performance.now()) / 1000))

/** Counts down, outside of what is read out. `until`: in milliseconds of `performance.now()`. */
export function TimeLeft({ until }: { until: number }) {
  const [seconds, setSeconds] = useState(() => secondsTo(until))
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsTo(until)), 1000)
    return () => clearInterval(timer)
  }, [until])
  return (
    <span aria-hidden="true" className="tabular-nums">
      {timeLeft(seconds)}
    </span>
  )
}
