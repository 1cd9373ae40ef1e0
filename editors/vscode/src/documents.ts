// Which documents the server is asked about.

/** A filter as VS Code takes it. */
export interface Filter {
  readonly scheme: string;
  readonly language?: string;
  readonly pattern?: string;
}

/** Files that have no language of their own in VS Code, or one that says nothing: known by their names. */
const NAMES = [
  // Postfix
  'main.cf', 'main.cf.*', 'master.cf', 'master.cf.*', 'bounce.cf', '*.{cidr,pcre,regexp,texthash}',
  '*_{access,checks,reply_filter,status_filter}', 'access', 'transport', 'virtual', 'aliases',
  'recipient_canonical', 'postconf*',
  // Exim
  'exim.conf*', 'exim4.conf*', '*.exim', 'mainlog*', 'rejectlog*', 'paniclog*',
  // OpenSMTPD
  'smtpd.conf*',
  // Sendmail
  'sendmail.{mc,cf}', 'submit.{mc,cf}', 'mailertable', 'virtusertable',
];
const FOLDERS = ['postfix', 'exim4', 'exim', 'mail'];

/** The filters for some languages in documents of some schemes, and for mail servers' files by name. */
export function filters(languages: readonly string[], schemes: readonly string[], byName: boolean): Filter[] {
  const names = byName ? [...NAMES.map((name) => `**/${name}`), ...FOLDERS.map((folder) => `**/etc/${folder}/**`)] : [];
  return schemes.flatMap((scheme) => [
    ...languages.map((language) => ({ scheme, language })),
    ...names.map((pattern) => ({ scheme, pattern })),
  ]);
}
