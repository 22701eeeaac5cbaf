/** A browser's storage: what is stored are its own names, as in a browser. */
export class FakeStorage {
  getItem(name: string): string | null {
    const value: unknown = Object.getOwnPropertyDescriptor(this, name)?.value
    return typeof value === 'string' ? value : null
  }

  setItem(name: string, value: string): void {
    Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true })
  }

  removeItem(name: string): void {
    Reflect.deleteProperty(this, name)
  }
}
