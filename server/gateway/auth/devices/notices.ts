import type { Clock } from '#server/platform/clock.ts'
import type { SecurityNotice, SecurityNoticeStore } from '../store/securityNotices.ts'

/** What people should know about their sign-ins: stored for the list of devices, and sent at once to listeners. */
export interface Notices extends Pick<SecurityNoticeStore, 'list'> {
  /** `user_id`: whom it is about. Owners are notified about everybody. */
  notify(notice: Pick<SecurityNotice, 'user_id' | 'message'>): void
  /** Called with every notice from now on. */
  onNotice(listener: (notice: SecurityNotice) => void): void
}

export function createNotices({
  clock,
  store,
}: {
  readonly clock: Clock
  readonly store: SecurityNoticeStore
}): Notices {
  const listeners: ((notice: SecurityNotice) => void)[] = []
  return {
    list: (userId) => store.list(userId),
    notify: ({ user_id, message }) => {
      const notice = { user_id, message, at: clock.now() }
      store.add(notice)
      listeners.forEach((listener) => listener(notice))
    },
    onNotice: (listener) => void listeners.push(listener),
  }
}
