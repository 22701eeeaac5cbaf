import { ChevronRight } from 'lucide-react'

/** How to trust the authority on each platform, expandable. */
export function TrustSteps() {
  return (
    <div className="divide-y divide-line rounded-control border border-line">
      {platforms.map(({ name, steps }) => (
        <details key={name} className="group px-3">
          <summary className="flex min-h-9 cursor-pointer items-center gap-1.5 font-medium touch:min-h-11">
            <ChevronRight className="size-4 text-muted group-open:rotate-90" aria-hidden="true" />
            {name}
          </summary>
          <ol className="mb-3 list-decimal space-y-1 pl-5 text-muted">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      ))}
    </div>
  )
}

const platforms = [
  {
    name: 'iPhone and iPad',
    steps: [
      'Scan the code, open it in Safari, accept the warning, allow the download. Or open /homeport.mobileconfig at the same address: it has a name and says what it is for.',
      'Settings → General → VPN & Device Management → Homeport → Install.',
      'Settings → General → About → Certificate Trust Settings: switch Homeport on.',
    ],
  },
  {
    name: 'Android',
    steps: [
      'Scan the code, accept the warning, download the file.',
      'Settings → Security → More → Encryption & credentials → Install a certificate → CA certificate.',
      'Choose homeport-ca.crt. Firefox also wants Settings → About → its logo five times → Use third party CA certificates.',
    ],
  },
  {
    name: 'Mac',
    steps: [
      'Download the certificate and open it: Keychain Access takes it.',
      'Open “Homeport on …” there, Trust, “Always Trust” for SSL.',
    ],
  },
  {
    name: 'Windows',
    steps: [
      'Download the certificate, open it, “Install Certificate…”, Current User.',
      'Place it in “Trusted Root Certification Authorities”.',
    ],
  },
  {
    name: 'Linux and Firefox',
    steps: [
      'Chrome: Settings → Privacy and security → Security → Manage certificates → Installed by you → Trusted → Import.',
      'Firefox: Settings → Privacy & Security → View Certificates → Authorities → Import, “identify websites”.',
      'Everything else: copy it to /usr/local/share/ca-certificates and run update-ca-certificates.',
    ],
  },
] as const
