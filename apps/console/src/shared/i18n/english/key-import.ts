/** The English words of Import Key, with the script of that page. Those of the documents where they have one [G 2.1.3]. */
export const englishKeyImport = {
  keyImport: {
    explanation: 'Use key material of your own: create a key without material, and import yours wrapped.',
    explanationOf: 'Key material for {{alias}} ({{spec}}).',
    steps: 'Steps of Import Key',
    step: 'Step {{number}} of {{count}}',
    next: 'Next',
    back: 'Back',
    create: {
      title: 'Create Key',
      explanation: 'The key gets no material yet. It does nothing until you import it.',
      understand: 'I understand the security and durability of using an imported key',
      security:
        'You are responsible for the material: make it with a good random source, and keep a copy in a safe place. When it expires or is deleted, only the same material brings the key back.',
      done: 'Key {{alias}} is created and waits for its material.',
    },
    download: {
      title: 'Download the Import Items',
      explanation:
        'The wrapping key encrypts your material on its way. It and the import token expire after 24 hours and work for this key only.',
      algorithm: 'Key wrapping algorithm',
      recommended: 'Recommended. RSA with OAEP and SHA-256.',
      notRecommended: 'Not recommended.',
      about: {
        RSAES_OAEP_SHA_256: 'RSA with OAEP and SHA-256.',
        RSAES_OAEP_SHA_1: 'RSA with OAEP and SHA-1, for HSMs that do not have SHA-256.',
        RSAES_PKCS1_V1_5: 'RSA with the old padding, for HSMs that have nothing else.',
        SM2_ENCRYPT: 'SM2, for material that is wrapped with Chinese algorithms.',
      },
      andContinue: 'Download and Continue',
      here: 'Wrap in This Browser',
      notHere: 'Browsers can wrap with RSAES_OAEP_SHA_256 and RSAES_OAEP_SHA_1 only.',
      existing: 'Existing Key Material',
      files:
        'Three files are downloaded: {{wrappingKey}}, the wrapping key in binary form; {{token}}, the import token; and {{readme}} with the commands.',
    },
    material: {
      title: 'Import Key Material',
      how: 'How the material is wrapped',
      files: 'Upload wrapped material',
      here: 'Wrap in this browser',
      filesHelp: 'Wrap the material with OpenSSL or your HSM, and choose the files that come out.',
      hereHelp: 'The material is wrapped in this page and leaves it encrypted only. It is not kept anywhere.',
      keyMaterial: 'Key material',
      temporaryKey: 'Temporary key material',
      privateKey: 'Private key ciphertext',
      keyMaterialHelp: 'The wrapped material, for example EncryptedKeyMaterial.bin.',
      temporaryKeyHelp: 'The wrapped temporary key, for example EncryptedKeyMaterial.bin.',
      privateKeyHelp: 'The private key wrapped under the temporary key, for example out_private_key.der.',
      plain: 'Key material in clear',
      plainHelp: 'A file of exactly {{bytes}} bytes. Hexadecimal or Base64 text is not taken.',
      plainPrivateKey: 'Private key in clear',
      plainPrivateKeyHelp: 'A PKCS#8 private key of {{spec}}, DER or PEM, not encrypted.',
      generate: 'Generate',
      generateHelp: 'Or let this browser make it.',
      generated: 'Material is generated and waits in this page.',
      save: 'Save a copy',
      saveWhy:
        'Save a copy in a safe place before you go on: when the material expires or is deleted, nothing else brings the key back.',
      saved: 'A copy was saved as {{file}}.',
      noWrappingKey: 'There is no wrapping key of this browser session yet. Get one first.',
      toDownload: 'Get a wrapping key',
      missing: 'Choose a file.',
      empty: 'The file is empty.',
      tooLarge: 'The file is too large: at most {{max}} bytes.',
      problem: {
        length: 'The file has {{actual}} bytes. A {{spec}} key takes exactly {{bytes}}.',
        encrypted: 'The private key is encrypted. Decrypt it with openssl pkcs8 first.',
        pkcs1: 'The private key is not in PKCS#8 form. Convert it with openssl pkcs8 -topk8.',
        privateKey: 'The file is not a PKCS#8 private key of {{spec}}.',
      },
    },
    commands: {
      title: 'Wrap with OpenSSL',
      explanation:
        'Run these in the folder of {{file}}. To wrap material that you have, leave out the lines that make new one.',
      copy: 'Copy commands',
      material: 'Make key material',
      temporaryKey: 'Make a temporary key',
      wrap: 'Wrap it with the wrapping key',
      privateKey: 'Make a private key',
      pkcs8: 'Convert it to PKCS#8',
      der: 'Convert it to DER',
      wrapPrivateKey: 'Wrap the private key under the temporary key',
      again: 'Download again:',
      wrappingKey: 'Wrapping key',
      token: 'Import token',
      readme: 'README',
      expire: 'Wrapping key and import token expire on',
    },
    token: {
      title: 'Import Key Token',
      explanation: 'Tells that the material was wrapped for this key, and how long it lives.',
      token: 'Key import token',
      carried: 'The token of this wizard is used.',
      choose: 'Choose the import token that belongs to the wrapping key, for example importToken_{{keyId}}.',
      invalid: 'The file is no import token. Choose the one that came with the wrapping key.',
      another: 'Use a file instead',
      carriedAgain: 'Use the token of this wizard',
      mode: 'Key material expiration mode',
      never: 'Key material will never expire',
      expires: 'Key material will expire',
      at: 'Expiration Time',
      atHelp: 'In {{zone}}. Then Dewpoint deletes the material, and the key waits for it again.',
      atInvalid: 'Give a time that lies ahead.',
      done: 'Key imported successfully',
    },
    notWaiting: {
      title: 'This key does not wait for material',
      why: 'Only a key of origin External in status Pending import takes material. Delete its material first to import the same again.',
      view: 'View key',
    },
    readme: `Dewpoint: import of key material

Key ID:              {{keyId}}
Alias:               {{alias}}
Key algorithm:       {{spec}}
Wrapping algorithm:  {{algorithm}}
Wrapping key:        {{wrappingKey}} (DER, SubjectPublicKeyInfo)
Import token:        {{token}} (Base64)
Both expire:         {{expires}}

Run in the folder of these files:

{{commands}}

Then go on in the console with "Existing Key Material", or call import-key-material.
Keep a copy of the material in a safe place: when it expires or is deleted, only the same material brings the key back.
`,
  },
} as const;
