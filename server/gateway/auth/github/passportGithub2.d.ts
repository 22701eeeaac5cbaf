/** The part of passport-github2 (and of passport-oauth2 below it) that is used here. */
declare module 'passport-github2' {
  interface Options {
    readonly clientID: string
    readonly clientSecret: string
    readonly authorizationURL: string
    readonly tokenURL: string
    readonly sessionKey: string
    readonly pkce: 'S256'
    readonly state: true
    readonly skipUserProfile: true
    readonly store: {
      store(): void
      verify(request: object, state: string, meta: object, done: Done): void
    }
    readonly userAgent: string
  }

  type Done = (error: Error | null, value: string | false, info?: unknown) => void
  // oxlint-disable-next-line max-params -- passport-oauth2 counts them
  type Verify = (
    accessToken: string,
    refreshToken: string | undefined,
    profile: unknown,
    done: (error: Error | null, user: string | false) => void,
  ) => void

  class Strategy {
    constructor(options: Options, verify: Verify)
    /** Ends by calling one of the actions that passport puts on a strategy. */
    authenticate(request: object, options: object): void
    readonly _oauth2: object
  }

  const passportGithub2: { readonly Strategy: typeof Strategy }
  export default passportGithub2
}
