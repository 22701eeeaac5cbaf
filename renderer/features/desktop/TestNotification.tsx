import { useState } from 'react'
import { askDesktop } from '#renderer/platform/desktop.ts'
import { sentenceOf } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'

/** Shows whether the system lets notifications through, and says what came of it. */
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
      const { problem } = await askDesktop('notification.test', {})
      setSaid(problem ?? 'One was sent. If you do not see it, the system’s own settings hold it back.')
    } catch (error) {
      setSaid(sentenceOf(error))
    }
  }
}
