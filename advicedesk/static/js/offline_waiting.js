// On the page that asks to sign in: says that visits wait on this device, and nothing else of them.
"use strict";

if (window.indexedDB) {
  const asked = indexedDB.open("advicedesk");
  asked.onupgradeneeded = () => asked.transaction.abort(); // nothing was ever kept here: nothing is made
  asked.onerror = (event) => event.preventDefault();
  asked.onsuccess = () => {
    const counting = asked.result.transaction("queue").objectStore("queue").count();
    counting.onsuccess = () => {
      document.querySelector("[data-waiting]").hidden = !counting.result;
      asked.result.close();
    };
  };
}
