import { useState } from 'react'
import { callDesktop } from '#renderer/platform/desktop.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import * as words from './words.ts'

/** Sends a test notification and shows the result. */
export function TestNotification() {
  const [result, setResult] = useState('')
  return (
    <>
      <Button onClick={() => void test()}>{words.testNotifications}</Button>
      <p role="status" className="order-last w-full text-xs text-muted empty:hidden">
        {result}
      </p>
    </>
  )

  async function test(): Promise<void> {
    try {
      const { problem } = await callDesktop('notification.test', {})
      setResult(problem ?? words.oneWasSentIfYou)
    } catch (error) {
      setResult(errorMessage(error))
    }
  }
}
