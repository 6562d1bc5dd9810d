"""What people read on paper or in a browser: parts of a document, and how Word and a web page show them."""
