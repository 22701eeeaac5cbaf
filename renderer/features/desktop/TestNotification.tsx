import { useState } from 'react'
import { callDesktop } from '#renderer/platform/desktop.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'

/** Sends a test notification and shows the result. */
export function TestNotification() {
  const [said, setSaid] = useState('')
  return (
    <>
      <Button onClick={() => void test()}>Test notifications</Button>
      <p role="status" className="order-last w-full text-xs text-muted empty:hidden">
        {said}
      </p>
    </>
  )

  async function test(): Promise<void> {
    try {
      const { problem } = await callDesktop('notification.test', {})
      setSaid(problem ?? 'One was sent. If you do not see it, the system’s own settings hold it back.')
    } catch (error) {
      setSaid(errorMessage(error))
    }
  }
}
