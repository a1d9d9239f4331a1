/** Every "Connect PagerDuty" button. */
export const CONNECT_ACTION = 'connect_open';
