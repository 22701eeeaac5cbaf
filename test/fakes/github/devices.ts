import { randomBytes } from 'node:crypto'

interface Device {
  readonly user_code: string
  state: 'pending' | 'denied' | 'expired' | { readonly account: number }
  polls: number
}

const MAY_POLL_AGAIN = 'authorization_pending'

/** The device flow's half of the stand-in: codes, and what the person did with them. */
export class GithubDevices {
  /** The next polls are answered so, one each, before the truth. */
  readonly answers: string[] = []
  /** Refuses to begin, as an app without the device flow does. */
  isDisabled = false
  readonly #interval: number
  readonly #newToken: (account: number) => string
  readonly #devices = new Map<string, Device>()

  constructor(interval: number, newToken: (account: number) => string) {
    this.#interval = interval
    this.#newToken = newToken
  }

  start(form: URLSearchParams, verificationUri: string): object {
    if (this.isDisabled || !form.has('client_id')) {
      return { error: 'device_flow_disabled' }
    }
    const code = randomBytes(20).toString('hex')
    const user_code = `${randomBytes(2).toString('hex')}-${randomBytes(2).toString('hex')}`.toUpperCase()
    this.#devices.set(code, { user_code, state: 'pending', polls: 0 })
    return {
      device_code: code,
      user_code,
      verification_uri: verificationUri,
      expires_in: 900,
      interval: this.#interval,
    }
  }

  /** The person types the code in, and approves as `account`, refuses, or waits too long. */
  settle(userCode: string, outcome: 'denied' | 'expired' | { readonly account: number }): void {
    for (const device of this.#devices.values()) {
      if (device.user_code === userCode) {
        device.state = outcome
      }
    }
  }

  poll(form: URLSearchParams): object {
    const device = this.#devices.get(form.get('device_code') ?? '')
    const forced = this.answers.shift()
    if (device === undefined) {
      return { error: 'incorrect_device_code' }
    }
    device.polls += 1
    if (forced !== undefined) {
      return { error: forced, ...(forced === 'slow_down' ? { interval: this.#interval + 5 } : {}) }
    }
    switch (device.state) {
      case 'pending':
        return { error: MAY_POLL_AGAIN }
      case 'denied':
        return { error: 'access_denied' }
      case 'expired':
        return { error: 'expired_token' }
      default:
        return { access_token: this.#newToken(device.state.account), token_type: 'bearer', scope: 'user:email' }
    }
  }

  /** How often the devices were polled, all together. */
  get polls(): number {
    return [...this.#devices.values()].reduce((sum, { polls }) => sum + polls, 0)
  }
}
