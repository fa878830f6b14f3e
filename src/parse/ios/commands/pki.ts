import type { ModeSource } from '../mode.ts';

/** Global PKI and key commands. `crypto ca` is the spelling of 12.2. */
export const PKI_GLOBAL = `
trustpoint = crypto {pki|ca} {trustpoint|identity} $name > trustpoint
certificate-chain = crypto {pki|ca} certificate chain $trustpoint > certificate-chain
certificate-map = crypto {pki|ca} certificate map $name $sequence:num > certificate-map
- = crypto {pki|ca} server $name > pki-server
- = crypto {pki|ca} server $name {grant|reject|request|revoke|rollover|unrevoke|password|info|remove|start|stop} [$rest:rest]
- = crypto {pki|ca} profile enrollment $name > pki-enrollment
- = crypto {pki|ca} token $name [$rest:rest]
- = crypto {pki|ca} trustpool policy > trustpool
- = crypto {pki|ca} trustpool $rest:rest
- = crypto {pki|ca} {authenticate|enroll|query|crl|import|export|certificate|benchmark|http|cookie} [$rest:secrets]
- = crypto {pki|ca} {authenticate|enroll} $name
pubkey-chain = crypto key pubkey-chain rsa > rsa-pubkey
- = crypto key {generate|zeroize|storage|move} [$rest:rest]
- = crypto key {import|export|encrypt|decrypt|lock|unlock} [$rest:secrets]
`;

const TRUSTPOINT: ModeSource = {
  name: 'trustpoint',
  commands: `
enrollment = enrollment {url $url:rest|terminal [pem]|selfsigned|profile $profile|pkcs12|mode ra|retry {count|period} $number:num|http-proxy $host $number:num|port $number:num}
subject-name = subject-name $subject:rest
revocation-check = revocation-check {{none|crl|ocsp}}+
rsakeypair = rsakeypair $label [$bits:num] [$bits:num]
eckeypair = eckeypair $label
fqdn = fqdn {none|$fqdn}
- = password [{0|7}] $key:secrets
- = authorization {list $list|username $rest:rest|password $key:secrets}
`,
  ignored:
    'subject-alt-name; serial-number; ip-address; source interface; vrf; auto-enroll; chain-validation; usage; match; ocsp; crl; ca-check-strict; ' +
    'disable-scep; eku; fingerprint; hash; http-proxy; ip-extension; on; primary; regenerate; root; storage; certificate chain; auto-trigger; default; query; description; method',
};

const CERTIFICATE_MAP: ModeSource = {
  name: 'certificate-map',
  commands: `
certificate-condition = {subject-name|issuer-name|alt-subject-name|unstructured-subject-name|name|serial-number|expires-on|valid-start} {co|eq|nc|ne|lt|ge} $value:rest
`,
};

const CHAIN: ModeSource = {
  name: 'certificate-chain',
  commands: `
certificate-file = certificate [ca|self-signed|rollover|ra-sign|ra-encrypt|ca-rollover] $serial $file
certificate = certificate [ca|self-signed|rollover|ra-sign|ra-encrypt|ca-rollover] $serial
- = crl
- = quit
`,
};

const SMALL: readonly ModeSource[] = [
  {
    name: 'pki-server',
    commands: '- = database {username $name|archive $kind} [password [{0|7}] $key:secrets]\n- = password [{0|7}] $key:secrets',
    ignored:
      'database; auto-rollover; cdp-url; serial-number; revoke; mode; lifetime; hash; eku; issuer-name; grant; shutdown; redundancy; default',
  },
  {
    name: 'pki-enrollment',
    commands: '',
    ignored: 'authentication; enrollment; method-est; parameter; reenrollment; source-interface',
  },
  {
    name: 'trustpool',
    commands: '',
    ignored: 'cabundle; ca-bundle; chain-validation; crl; match; ocsp; revocation-check; source; storage; vrf; default',
  },
];

/** Modes of the public key infrastructure. */
export const PKI_MODES: readonly ModeSource[] = [TRUSTPOINT, CERTIFICATE_MAP, CHAIN, ...SMALL];
